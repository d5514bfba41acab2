import { Link } from 'react-router';
import { useApp } from '../app-definition.js';
import { useTexts } from '../i18n/use-texts.js';
import mark from '../theme/mark.svg';
import classes from './bar.module.css';

export function Brand() {
  const app = useApp();
  const { t } = useTexts();
  return (
    <Link to="/" className={classes.brand}>
      <img src={mark} alt="" width={28} height={28} />
      <span className={classes.product}>{t('product')}</span> <span className={classes.app}>{t(app.name)}</span>
    </Link>
  );
}
