# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'register.ui'
##
## Created by: Qt User Interface Compiler version 6.11.3
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QSizePolicy, QStackedWidget,
    QVBoxLayout, QWidget)
class Ui_Register(object):
    def setupUi(self, Register):
        if not Register.objectName():
            Register.setObjectName(u"Register")
        self.page = QVBoxLayout(Register)
        self.page.setSpacing(0)
        self.page.setObjectName(u"page")
        self.page.setContentsMargins(0, 0, 0, 0)
        self.filters_slot = QWidget(Register)
        self.filters_slot.setObjectName(u"filters_slot")

        self.page.addWidget(self.filters_slot)

        self.pages = QStackedWidget(Register)
        self.pages.setObjectName(u"pages")
        self.grid_page = QWidget()
        self.grid_page.setObjectName(u"grid_page")
        self.beside = QHBoxLayout(self.grid_page)
        self.beside.setSpacing(0)
        self.beside.setObjectName(u"beside")
        self.beside.setContentsMargins(0, 0, 0, 0)
        self.sheet = QVBoxLayout()
        self.sheet.setSpacing(0)
        self.sheet.setObjectName(u"sheet")
        self.grid_slot = QWidget(self.grid_page)
        self.grid_slot.setObjectName(u"grid_slot")

        self.sheet.addWidget(self.grid_slot)

        self.totals_slot = QWidget(self.grid_page)
        self.totals_slot.setObjectName(u"totals_slot")

        self.sheet.addWidget(self.totals_slot)

        self.selection_slot = QWidget(self.grid_page)
        self.selection_slot.setObjectName(u"selection_slot")

        self.sheet.addWidget(self.selection_slot)

        self.sheet.setStretch(0, 1)

        self.beside.addLayout(self.sheet)

        self.side_slot = QWidget(self.grid_page)
        self.side_slot.setObjectName(u"side_slot")

        self.beside.addWidget(self.side_slot)

        self.beside.setStretch(0, 1)
        self.pages.addWidget(self.grid_page)

        self.page.addWidget(self.pages)

        self.page.setStretch(1, 1)

        self.retranslateUi(Register)
    # setupUi

    def retranslateUi(self, Register):
        pass
    # retranslateUi

